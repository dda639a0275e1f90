export * from './access/open-access.ts';
export * from './reading/use-cases.ts';
export * from './report/report-content.ts';
export * from './start-http.ts';
