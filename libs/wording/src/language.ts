/** The language of the page's sentences, in which it writes days; amounts follow the reader's locale. */
export const LANGUAGE = 'en-US';
