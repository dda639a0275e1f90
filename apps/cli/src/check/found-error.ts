/** The end of a strict check that found something. The report has been printed. */
export class FoundError extends Error {
  constructor(kinds: number) {
    super(`--strict: ${kinds === 1 ? 'one kind' : `${kinds} kinds`} of refused or doubtful events`);
    this.name = 'FoundError';
  }
}
