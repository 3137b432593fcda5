import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
export const chromiumIsThere = existsSync(executablePath);

const quiet = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const graphics = {
  software: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  none: ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'],
};

/** A real Chromium that draws in software, or one that cannot draw WebGL at all. */
export function openChromium(draws: keyof typeof graphics = 'software'): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...quiet, ...graphics[draws]] });
}
