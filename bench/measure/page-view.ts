import { openPage, settled, startBrowser } from '../../test/browser/support/browser.ts';

/** The first view of a page, in a browser that has nothing of it. */
export type PageView = Readonly<{
  /** Until the first text or picture is drawn, and until the whole view is. */
  firstPaintS: number;
  drawnS: number;
  requests: number;
}>;

const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null`;

/** Opens a page `times` times, each time in a browser without a cache. */
export const viewPage = async (url: string, times: number): Promise<readonly PageView[]> => {
  const browser = await startBrowser();
  const views: PageView[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      const { page, requests } = await openPage(browser, { isAudited: true });
      const began = performance.now();
      await page.goto(url);
      await settled(page);
      const drawnS = (performance.now() - began) / 1000;
      const painted = await page.evaluate<number | null>(FIRST_PAINT);
      views.push({ firstPaintS: painted === null ? NaN : painted / 1000, drawnS, requests: requests.length });
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return views;
};
