import type { FieldFault } from '@app/host/service';
import { BadRequestException } from '@nestjs/common';

/** The request cannot be answered as it was sent. Names every part that is at fault. */
export class InvalidRequest extends BadRequestException {
  constructor(readonly errors: readonly FieldFault[]) {
    super(errors.map(({ field, reason }) => `${field}: ${reason}`).join('; '));
  }
}
