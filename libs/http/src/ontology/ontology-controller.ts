import { KPIS } from '@app/domain';
import { type Kpi, KPI_ANSWER, KPI_INDEX_ANSWER, KPI_QUERY, type KpiIndex, type KpiQuery } from '@app/wire/answers';
import { Controller, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';
import { kpiAnswer, kpiEntry } from './kpi-answer.ts';

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
    return this.reading.run(async ({ figure }) =>
      kpiAnswer(kpi, await figure.of({ figure: kpi.figure, grain: query.grain ?? null, period: query.period ?? null })),
    );
  }
}
