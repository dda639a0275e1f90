import { BadRequestException } from '@nestjs/common';
import type { FieldError } from './problem.ts';

/** The request cannot be answered as it was sent. Names every part that is at fault. */
export class InvalidRequest extends BadRequestException {
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, reason }) => `${field}: ${reason}`).join('; '));
  }
}
