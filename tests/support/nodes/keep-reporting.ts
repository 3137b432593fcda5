/** A report that was acknowledged: its id, and when the request that brought it was sent and answered (performance.now). */
export type Acknowledged = { id: string; sent: number; heard: number };

export type Reporting = {
  /** By their references at the source. */
  acknowledged: ReadonlyMap<string, Acknowledged>;
  stop(): Promise<void>;
};

type Where = { url: string; source: string; writers: number; category: string };

/** Writers who report without a pause until told to stop, each report until it is acknowledged, as a hotline does it. */
export function keepReporting({ url, source, writers, category }: Where): Reporting {
  let going = true;
  const acknowledged = new Map<string, Acknowledged>();
  const headers = { authorization: `Bearer ${source}`, 'content-type': 'application/json' };
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  const run = Math.random().toString(36).slice(2, 8);

  async function tryOnce(sourceRef: string): Promise<boolean> {
    const sent = performance.now();
    const body = JSON.stringify({ source: 'hotline', sourceRef, category });
    const answer = await fetch(`${url}/api/v1/incidents`, { method: 'POST', headers, body }).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!answer?.ok) await answer?.body?.cancel().catch(() => {});
    if (!said) return false;
    acknowledged.set(sourceRef, { id: (said as { id: string }).id, sent, heard: performance.now() });
    return true;
  }
  async function work(writer: number): Promise<void> {
    for (let n = 0; going; n++) {
      while (going && !(await tryOnce(`${run}-${writer}-${n}`))) await pause(50);
      await pause(5);
    }
  }

  const workers = Array.from({ length: writers }, (_, i) => work(i));
  return {
    acknowledged,
    async stop() {
      going = false;
      await Promise.all(workers);
    },
  };
}
