type Keyed = Readonly<{ key: Buffer | null; value: Buffer | null }>;

/** Whether a record only deletes its key. A compacted topic carries such records; they state no event and are no fault. */
export const isTombstone = ({ key, value }: Keyed): boolean => key !== null && value === null;
