import { spansOn } from '../../runs/spans-of-runs.sql.ts';
import { sql } from './sql.ts';

/** Contracts that are missing from the figures of a period, or doubtful in them (definitions, section 8). */

export const contractsWithoutRate = (withoutRate: string): string => sql`
-- How many contracts are left out because they have no rate, and their currencies (definitions, section 8:
-- incomplete_fx).
SELECT count(DISTINCT contract_id)::int AS contracts, array_agg(DISTINCT currency) AS currencies
FROM ${withoutRate}`;

const activeContracts = (where: string): string => sql`
SELECT count(*)::int AS contracts
FROM contract
JOIN ${spansOn('$1::date', ['contract_id'])} AS span ON span.contract_id = contract.contract_id
WHERE ${where}`;

export const CREATION_MISSING = sql`
-- Contracts active on the measured day, $1, whose creation has not arrived (definitions, section 8: creation_missing). By
-- contract_creation_missing.
${activeContracts(`contract.creations = '[]'`)}`;

export const MIXED_SOURCES = sql`
-- Contracts active on the measured day, $1, with accepted events of more than one source (definitions, section 8:
-- mixed_sources). By contract_mixed_sources.
${activeContracts('contract.has_mixed_sources')}`;
