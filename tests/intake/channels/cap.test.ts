import type { Problem } from '#data/contract/problem.ts';
import { capXml } from '../../support/cap-xml.ts';
import { channelPasses, type Told } from './kit.ts';

channelPasses('cap', {
  async connect(app) {
    const token = await app.addSource('weather');
    const send = async (xml: string): Promise<Told> => {
      const answer = await fetch(`${app.url}/api/v1/cap`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cap+xml' },
        body: xml,
      });
      if (answer.ok) return 'acknowledged';
      return answer.status === 503 ? 'again' : { refused: JSON.stringify(((await answer.json()) as Problem).errors) };
    };
    const info = { expires: '2036-11-30T20:00:00+08:00' };
    return {
      good: (ref) => send(capXml({ alert: { identifier: ref }, info })),
      bad: (ref) => send(capXml({ alert: { identifier: ref }, info: { severity: 'Huge' } })),
    };
  },
  async kept(store) {
    const facts = await store.records.about('bulletins', { limit: 500 });
    return facts.flatMap((fact) => (fact.kind === 'bulletin.issued' ? [fact.bulletin.identifier] : [])).sort();
  },
});
