/**
 * jsdom lays nothing out. This gives every element one size, so that panels that measure their room
 * find some; the last size set counts for what is mounted afterwards.
 */
export function giveRoom(width: number, height: number): void {
  const sizes = { clientWidth: width, clientHeight: height, offsetHeight: 40 };
  for (const [name, value] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  globalThis.ResizeObserver = class {
    readonly #report: ResizeObserverCallback;
    constructor(report: ResizeObserverCallback) {
      this.#report = report;
    }
    observe(target: Element) {
      this.#report([{ target, contentRect: { width, height } } as ResizeObserverEntry], this);
    }
    unobserve() {}
    disconnect() {}
  };
  window.matchMedia = (media) =>
    ({ matches: false, media, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
}
