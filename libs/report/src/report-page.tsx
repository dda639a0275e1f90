import { formatsFor, periodText } from '@app/wording';
import { render } from 'preact-render-to-string';
import { ArrMovements, Bridge } from './bridge.tsx';
import { Course } from './course.tsx';
import { Footnotes } from './footnotes.tsx';
import { Headline } from './headline.tsx';
import { KeyFigures } from './key-figures.tsx';
import { Movers } from './movers.tsx';
import type { ReportContent } from './report-content.ts';
import { REPORT_STYLE } from './report-style.ts';
import { Segments } from './segments.tsx';

/** The report of a period as one HTML file without scripts, whose figures are written by a locale such as `en-US`. */
export const reportPage = (
  { snapshot, series, sentences, segments, movers }: ReportContent,
  locale: string,
): string => {
  const formats = formatsFor(locale, snapshot.reporting_currency);
  const html = render(
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`ACV ${periodText(snapshot.period, locale)}`}</title>
        <style dangerouslySetInnerHTML={{ __html: REPORT_STYLE }} />
      </head>
      <body>
        <main>
          <Headline snapshot={snapshot} sentences={sentences} formats={formats} locale={locale} />
          <KeyFigures snapshot={snapshot} formats={formats} locale={locale} />
          <Course series={series} formats={formats} locale={locale} />
          <div class="second">
            <div class="beside">
              <Bridge snapshot={snapshot} formats={formats} />
              <ArrMovements snapshot={snapshot} formats={formats} />
            </div>
            <Segments segments={segments} formats={formats} />
            <Movers movers={movers} formats={formats} />
            <Footnotes snapshot={snapshot} sentences={sentences} formats={formats} />
          </div>
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>\n${html}\n`;
};
