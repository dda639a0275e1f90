type Keyed = Readonly<{ key: Buffer | null; value: Buffer | null }>;

/** Whether a record only deletes its key. A compacted topic has such records; they hold no event and are no fault. */
export const isTombstone = ({ key, value }: Keyed): boolean => key !== null && value === null;
