/** The service can't be started like this: one clear line, and exit 2. Not the world's failure, which is waited for. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}
