export * from './start-http.ts';
