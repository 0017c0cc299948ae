import { startDisplay } from '../../scripts/lib/display.mjs';
import { hasDisplay } from '../../scripts/lib/system-packages.mjs';
import { setup } from '../../scripts/setup.mjs';

/** So that `npx playwright test` alone, on a machine without a display too, tests the sources as they are now. */
export default async function globalSetup(): Promise<(() => void) | undefined> {
  const runtime = await setup();
  // Environment variables set here reach the workers.
  process.env['KUBARIUM_E2E_RUNTIME'] = JSON.stringify(runtime);
  if (process.platform !== 'linux' || hasDisplay()) return undefined;
  const display = await startDisplay();
  process.env['DISPLAY'] = display.name;
  return () => {
    delete process.env['DISPLAY'];
    display.stop();
  };
}
