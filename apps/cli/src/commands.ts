import type { Command } from 'commander';

/** Every command, by its name, in the order of `--help`. A function loads it, because together they load every room. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  ahead: async () => (await import('./ahead/ahead-command.ts')).aheadCommand(),
  audit: async () => (await import('./audit/audit-command.ts')).auditCommand(),
  bridge: async () => (await import('./bridge/bridge-command.ts')).bridgeCommand(),
  catalog: async () => (await import('./catalog/catalog-command.ts')).catalogCommand(),
  check: async () => (await import('./check/check-command.ts')).checkCommand(),
  contracts: async () => (await import('./contracts/contracts-command.ts')).contractsCommand(),
  customers: async () => (await import('./customers/customers-command.ts')).customersCommand(),
  demo: async () => (await import('./demo/demo-command.ts')).demoCommand(),
  doctor: async () => (await import('./doctor/doctor-command.ts')).doctorCommand(),
  explain: async () => (await import('./explain/explain-command.ts')).explainCommand(),
  export: async () => (await import('./export/export-command.ts')).exportCommand(),
  forget: async () => (await import('./forget/forget-command.ts')).forgetCommand(),
  history: async () => (await import('./history/history-command.ts')).historyCommand(),
  import: async () => (await import('./import/import-command.ts')).importCommand(),
  mark: async () => (await import('./mark/mark-command.ts')).markCommand(),
  migrate: async () => (await import('./migrate/migrate-command.ts')).migrateCommand(),
  movers: async () => (await import('./movers/movers-command.ts')).moversCommand(),
  plan: async () => (await import('./plan/plan-command.ts')).planCommand(),
  products: async () => (await import('./products/products-command.ts')).productsCommand(),
  rates: async () => (await import('./rates/rates-command.ts')).ratesCommand(),
  reconcile: async () => (await import('./reconcile/reconcile-command.ts')).reconcileCommand(),
  refused: async () => (await import('./refused/refused-command.ts')).refusedCommand(),
  renewals: async () => (await import('./renewals/renewals-command.ts')).renewalsCommand(),
  replay: async () => (await import('./replay/replay-command.ts')).replayCommand(),
  republish: async () => (await import('./republish/republish-command.ts')).republishCommand(),
  report: async () => (await import('./report/report-command.ts')).reportCommand(),
  restate: async () => (await import('./restate/restate-command.ts')).restateCommand(),
  retranslate: async () => (await import('./retranslate/retranslate-command.ts')).retranslateCommand(),
  serve: async () => (await import('./serve/serve-command.ts')).serveCommand(),
  status: async () => (await import('./status/status-command.ts')).statusCommand(),
  top: async () => (await import('./top/top-command.ts')).topCommand(),
  topics: async () => (await import('./topics/topics-command.ts')).topicsCommand(),
  translate: async () => (await import('./translate/translate-command.ts')).translateCommand(),
  trend: async () => (await import('./trend/trend-command.ts')).trendCommand(),
  watch: async () => (await import('./watch/watch-command.ts')).watchCommand(),
};

/** The command that the arguments name. If they name none, as for help, completion or a typo, all of them. */
export const commandsFor = async ([first = '']: readonly string[]): Promise<readonly Command[]> => {
  if (first === '--version') return [];
  const named = Object.entries(COMMANDS).filter(([name]) => name === first);
  const loaded = named.length === 0 ? Object.values(COMMANDS) : named.map(([, load]) => load);
  return Promise.all(loaded.map((load) => load()));
};
