/** An external failure, as the room that knows the driver sees it. */
export type Failure =
  /** Time, or a repair elsewhere, resolves it. */
  | Readonly<{ class: 'retry' }>
  /** No wait can mend it before somebody changes one of the settings. */
  | Readonly<{ class: 'setting'; settings: readonly string[] }>;

/** The consequence of an error. An error that no driver and no network has raised is a `bug` of the program. */
export type ErrorClass = Failure['class'] | 'bug';
