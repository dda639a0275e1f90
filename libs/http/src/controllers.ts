import { DimensionsController } from './dimensions/dimensions-controller.ts';
import { PolicyController } from './policy/policy-controller.ts';

/** A controller for each resource. */
export const CONTROLLERS = [DimensionsController, PolicyController] as const;
