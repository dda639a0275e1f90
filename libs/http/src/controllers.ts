import { AheadController } from './ahead/ahead-controller.ts';
import { AuditController } from './operations/audit-controller.ts';
import { BookingsController } from './bookings/bookings-controller.ts';
import { CompareController } from './compare/compare-controller.ts';
import { ContractController } from './contracts/contract-controller.ts';
import { ContractsController } from './contracts/contracts-controller.ts';
import { CustomersController } from './customers/customers-controller.ts';
import { DataController } from './data/data-controller.ts';
import { DimensionsController } from './dimensions/dimensions-controller.ts';
import { HistoryController } from './history/history-controller.ts';
import { NarrativeController } from './narrative/narrative-controller.ts';
import { OntologyController } from './ontology/ontology-controller.ts';
import { OperationsController } from './operations/operations-controller.ts';
import { PeriodsController } from './periods/periods-controller.ts';
import { PlanController } from './plan/plan-controller.ts';
import { PolicyController } from './policy/policy-controller.ts';
import { ProductsController } from './products/products-controller.ts';
import { RefusedController } from './refused/refused-controller.ts';
import { RenewalsController } from './renewals/renewals-controller.ts';
import { ReportController } from './report/report-controller.ts';
import { SegmentsController } from './segments/segments-controller.ts';
import { SeriesController } from './series/series-controller.ts';
import { SnapshotsController } from './snapshots/snapshots-controller.ts';

/** A controller for each resource. */
export const CONTROLLERS = [
  AheadController,
  AuditController,
  BookingsController,
  CompareController,
  ContractController,
  ContractsController,
  CustomersController,
  DataController,
  DimensionsController,
  HistoryController,
  NarrativeController,
  OntologyController,
  OperationsController,
  PeriodsController,
  PlanController,
  PolicyController,
  ProductsController,
  RefusedController,
  RenewalsController,
  ReportController,
  SegmentsController,
  SeriesController,
  SnapshotsController,
] as const;
