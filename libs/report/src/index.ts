export { REPORT_FIGURES, type ReportContent, type ReportedMover } from './report-content.ts';
export { reportPage } from './report-page.tsx';
export { REPORT_STYLE } from './report-style.ts';
