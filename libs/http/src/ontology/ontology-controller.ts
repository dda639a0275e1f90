import { KPIS } from '@app/domain';
import { type Kpi, KPI_ANSWER, KPI_INDEX_ANSWER, KPI_QUERY, type KpiIndex, type KpiQuery } from '@app/wire/answers';
import { Controller, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';
import { figureAnswer, kpiEntry, listAnswer } from './kpi-answer.ts';

/** The customers of a KPI that is a list. */
const MOST_LISTED = 1000;

/** The KPIs at the paths that readers of KPI catalogues know, so not below `/api/v1`. */
@Controller('api/ontology')
export class OntologyController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('index.json', { id: 'listKpis', summary: 'Every KPI and where it is', answer: KPI_INDEX_ANSWER })
  index(): KpiIndex {
    return { kpis: KPIS.map(kpiEntry) };
  }

  @Read(':domain.json', { id: 'listKpisOfDomain', summary: 'The KPIs of a domain', answer: KPI_INDEX_ANSWER })
  domain(@Param('domain') domain: string): KpiIndex {
    const own = KPIS.filter((kpi) => kpi.domain === domain);
    if (own.length === 0) throw new NotFoundException(`there is no domain ${domain}`);
    return { kpis: own.map(kpiEntry) };
  }

  @Read(':domain/:kpi.json', { id: 'readKpi', summary: 'A KPI, what it means and its values', answer: KPI_ANSWER })
  kpi(
    @Param('domain') domain: string,
    @Param('kpi') key: string,
    @Query({ schema: KPI_QUERY }) query: KpiQuery,
  ): Promise<Kpi> {
    const kpi = KPIS.find((each) => each.domain === domain && each.key === key);
    if (kpi === undefined) throw new NotFoundException(`there is no KPI ${domain}.${key}`);
    const asked = { grain: query.grain ?? null, period: query.period ?? null };
    return this.reading.run(async ({ figure, opportunities }) =>
      kpi.figure === null
        ? listAnswer(kpi, await opportunities.in(asked, MOST_LISTED))
        : figureAnswer(kpi, { ...(await figure.of({ figure: kpi.figure, ...asked })), name: kpi.figure }),
    );
  }
}
