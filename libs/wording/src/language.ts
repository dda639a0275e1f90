/**
 * How the page writes figures and days. Its sentences are English, so one amount is never written in two ways beside each
 * other: `37.057` in a table would be read as thirty-seven beside the `37,057` of a sentence.
 */
export const LANGUAGE = 'en-US';
