export * from './access/open-access.ts';
export * from './start-http.ts';
