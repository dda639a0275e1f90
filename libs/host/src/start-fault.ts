/** The service cannot start as configured: one line on stderr, exit code 2. External failures are retried instead. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}
