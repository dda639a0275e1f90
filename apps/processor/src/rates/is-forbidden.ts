/** Whether Kafka refused an authorization: the error itself, one of its causes or one of its parts says so. */
export const isForbidden = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const type: unknown = Reflect.get(error, 'type');
  if (typeof type === 'string' && type.endsWith('_AUTHORIZATION_FAILED')) return true;
  const several: unknown = Reflect.get(error, 'errors');
  return (Array.isArray(several) && several.some(isForbidden)) || isForbidden(error.cause);
};
