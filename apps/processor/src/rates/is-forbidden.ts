/** Whether Kafka has refused something for want of a right: by the error itself, what caused it or one of several. */
export const isForbidden = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const type: unknown = Reflect.get(error, 'type');
  if (typeof type === 'string' && type.endsWith('_AUTHORIZATION_FAILED')) return true;
  const several: unknown = Reflect.get(error, 'errors');
  return (Array.isArray(several) && several.some(isForbidden)) || isForbidden(error.cause);
};
