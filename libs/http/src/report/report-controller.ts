import { createHash } from 'node:crypto';
import { REPORT_STYLE, reportPage } from '@app/report';
import { REPORT_QUERY, type ReportQuery } from '@app/wire/answers';
import { Controller, Get, Header, Inject, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { dependsOn } from '../caching/tag-interceptor.ts';
import { Reading } from '../reading/reading.ts';
import { ParameterInterceptor } from '../routes/parameter-interceptor.ts';
import { reportContent } from './report-content.ts';

/** The report is one file with its style sheet in it. Nothing else is loaded or run. */
const CONTENT_POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'; ` +
  "frame-ancestors 'none'; base-uri 'none'";

@Controller('api/v1')
export class ReportController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Get('report')
  @UseInterceptors(ParameterInterceptor)
  @dependsOn('content')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_POLICY)
  @ApiOperation({ operationId: 'writeReport', summary: 'The report of a period: one HTML file of two printed pages' })
  @ApiOkResponse({ description: 'The report.', content: { 'text/html': { schema: { type: 'string' } } } })
  report(
    @Query({ schema: REPORT_QUERY }) { period, dimension, locale }: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.reading.run(async (useCases) => {
      const content = await reportContent(useCases, { period, dimension: dimension ?? null });
      void reply.header('content-disposition', `inline; filename="acv-${content.snapshot.period}.html"`);
      return reportPage(content, locale);
    });
  }
}
