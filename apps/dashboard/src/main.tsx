import { CHART_STYLE } from '@app/charts';
import { render } from 'preact';
import { listen } from './data/live.ts';
import { Page } from './page/page.tsx';

// A sheet made by script is allowed by the content security policy, unlike a style element.
const sheet = new CSSStyleSheet();
sheet.replaceSync(CHART_STYLE);
document.adoptedStyleSheets = [sheet];

const root = document.querySelector('#page');
if (root === null) throw new Error('The page has no element with the id "page".');
root.replaceChildren();
render(<Page />, root);
listen();
