import type { ClusterAccess, Decoder, RawRequest } from './cluster-access.ts';

/** Operations by their number in the protocol, which is that of their bit. */
const OPERATIONS = { READ: 3, WRITE: 4, DESCRIBE: 8, DESCRIBE_CONFIGS: 10 } as const;
export type Operation = keyof typeof OPERATIONS;

/** The error of a topic or group that this login may not even describe. */
const TOPIC_FORBIDDEN = 29;
const GROUP_FORBIDDEN = 30;

/** The bits of a broker that was not asked, or does not say. */
const UNKNOWN = -2_147_483_648;

export type Allowed = Readonly<{ name: string; error: number; bits: number }>;

/** Whether a login may do this. One that a broker says nothing of counts as allowed. */
export const isAllowed = ({ error, bits }: Allowed, operation: Operation): boolean => {
  if (error === TOPIC_FORBIDDEN || error === GROUP_FORBIDDEN) return false;
  return error !== 0 || bits === UNKNOWN || ((bits >> OPERATIONS[operation]) & 1) === 1;
};

const passPartition = (decoder: Decoder): void => {
  decoder.readInt16();
  for (let field = 0; field < 3; field += 1) decoder.readInt32();
  for (let list = 0; list < 3; list += 1) decoder.readArray((from) => from.readInt32());
};

const readTopic = (decoder: Decoder): Allowed => {
  const error = decoder.readInt16();
  const name = decoder.readString();
  decoder.readBoolean();
  decoder.readArray(passPartition);
  return { name, error, bits: decoder.readInt32() };
};

/** Metadata, version 8: the first that says what the login may do with each topic. */
const topicsRequest = (topics: readonly string[]): RawRequest<readonly Allowed[]> => ({
  apiKey: 3,
  apiVersion: 8,
  apiName: 'Metadata',
  encode: (encoder) => encoder.writeArray(topics).writeBoolean(false).writeBoolean(false).writeBoolean(true),
  decode: (decoder) => {
    decoder.readInt32();
    decoder.readArray((broker) => {
      broker.readInt32();
      broker.readString();
      broker.readInt32();
      broker.readString();
    });
    decoder.readString();
    decoder.readInt32();
    return decoder.readArray(readTopic);
  },
});

const readGroup = (decoder: Decoder): Allowed & Readonly<{ members: number }> => {
  const error = decoder.readInt16();
  const name = decoder.readString();
  for (let field = 0; field < 3; field += 1) decoder.readString();
  const members = decoder.readArray((member) => {
    for (let field = 0; field < 3; field += 1) member.readString();
    member.readBytes();
    member.readBytes();
  });
  return { name, error, members: members.length, bits: decoder.readInt32() };
};

/** DescribeGroups, version 3: the first that says what the login may do with each group. */
const groupRequest = (groupId: string): RawRequest<readonly (Allowed & Readonly<{ members: number }>)[]> => ({
  apiKey: 15,
  apiVersion: 3,
  apiName: 'DescribeGroups',
  encode: (encoder) => encoder.writeArray([groupId]).writeBoolean(true),
  decode: (decoder) => {
    decoder.readInt32();
    return decoder.readArray(readGroup);
  },
});

/**
 * A heartbeat of a member that does not exist, version 0: nothing changes by it, and a broker refuses it first of all
 * where the login may not read in the group.
 */
const strangeHeartbeat = (groupId: string): RawRequest<number> => ({
  apiKey: 12,
  apiVersion: 0,
  apiName: 'Heartbeat',
  encode: (encoder) => encoder.writeString(groupId).writeInt32(-1).writeString('doctor'),
  decode: (decoder) => decoder.readInt16(),
});

/** What this login may do with each of these topics. The broker decides, so super users and patterns are included. */
export const allowedOnTopics = (access: ClusterAccess, topics: readonly string[]): Promise<readonly Allowed[]> =>
  access.askController(topicsRequest(topics));

/** What this login may do with a group, and the number of its members, null if that is a secret too. */
export const allowedOnGroup = async (
  access: ClusterAccess,
  groupId: string,
): Promise<Allowed & Readonly<{ members: number | null }>> => {
  const unknown = { name: groupId, members: null, bits: UNKNOWN };
  try {
    const [group] = await access.askCoordinator(groupId, groupRequest(groupId));
    const found = group ?? { ...unknown, error: 0 };
    if (found.bits !== UNKNOWN) return found;
    // Of a group that nobody has joined, a broker does not say what a login may do with it.
    const error = await access.askCoordinator(groupId, strangeHeartbeat(groupId));
    return error === GROUP_FORBIDDEN ? { ...found, error } : found;
  } catch (error) {
    // The driver throws before it is told which operation is missing.
    if (Reflect.get(Object(error), 'type') === 'GROUP_AUTHORIZATION_FAILED')
      return { ...unknown, error: GROUP_FORBIDDEN };
    throw error;
  }
};
