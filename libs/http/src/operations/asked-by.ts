import type { AskedBy } from '@app/processing';
import type { FastifyRequest } from 'fastify';
import type { Access } from '../access/access.ts';
import { InvalidRequest } from '../problems/invalid-request.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;

const FIELD = 'Idempotency-Key';

/** Null: there is none. Throws `InvalidRequest`. */
const keyOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string | null => {
  const given = headers['idempotency-key'];
  if (given === undefined) return null;
  if (typeof given === 'string' && KEY.test(given)) return given;
  throw new InvalidRequest([{ field: FIELD, reason: 'is not one text of 1 to 200 visible ASCII characters' }]);
};

/** Who asks for an operation. The guard has let only a token with the scope `operate` pass. */
export const askedBy = (access: Access, request: FastifyRequest, dryRun: boolean): AskedBy => {
  const token = access.tokenOf(request);
  if (token === null) throw new Error('an operation passed the guard without a token');
  return { who: token.name, key: keyOf(request), dryRun };
};
