import { CompareController } from './compare/compare-controller.ts';
import { DimensionsController } from './dimensions/dimensions-controller.ts';
import { NarrativeController } from './narrative/narrative-controller.ts';
import { PeriodsController } from './periods/periods-controller.ts';
import { PolicyController } from './policy/policy-controller.ts';
import { SegmentsController } from './segments/segments-controller.ts';
import { SeriesController } from './series/series-controller.ts';
import { SnapshotsController } from './snapshots/snapshots-controller.ts';

/** A controller for each resource. */
export const CONTROLLERS = [
  CompareController,
  DimensionsController,
  NarrativeController,
  PeriodsController,
  PolicyController,
  SegmentsController,
  SeriesController,
  SnapshotsController,
] as const;
