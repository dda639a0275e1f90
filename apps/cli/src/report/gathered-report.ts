import { reportContent, type ReportQuestion, useCasesUnder } from '@app/http';
import type { ReportContent } from '@app/report';
import type { ExistingStore } from '../store/existing-store.ts';

/** What the report of a period shows, gathered as the API gathers it. */
export const gatheredReport = ({ database, at }: ExistingStore, question: ReportQuestion): Promise<ReportContent> =>
  reportContent(useCasesUnder(database)(at), question);
