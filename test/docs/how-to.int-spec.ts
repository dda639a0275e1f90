import { describePages } from './describe-pages.ts';
import { pagesIn } from './pages.ts';

describePages(pagesIn('how-to'));
