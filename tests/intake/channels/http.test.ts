import type { ReportOutcome } from '#data/contract/api.ts';
import type { Problem } from '#data/contract/problem.ts';
import { makeReport } from '../../support/report.ts';
import { channelPasses, keptReports, type Told } from './kit.ts';

const SOURCE = 'agency';
const report = (sourceRef: string, isGood: boolean) =>
  makeReport({ source: SOURCE, sourceRef, ...(!isGood && { category: 'no/such' }) });

channelPasses('http', {
  async connect(app) {
    const token = await app.addSource(SOURCE);
    const post = (body: unknown) =>
      fetch(`${app.url}/api/v1/incidents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const told = (status: number, said: unknown): Told =>
      status < 300 ? 'acknowledged' : status === 503 ? 'again' : { refused: JSON.stringify((said as Problem).errors) };
    const send = async (body: unknown): Promise<Told> => {
      const answer = await post(body);
      return told(answer.status, await answer.json());
    };
    return {
      good: (ref) => send(report(ref, true)),
      bad: (ref) => send(report(ref, false)),
      async together(items) {
        const answer = await post(items.map(({ ref, isGood }) => report(ref, isGood)));
        return ((await answer.json()) as ReportOutcome[]).map((each) => told(each.status, each));
      },
    };
  },
  kept: (store) => keptReports(store, SOURCE),
});
