// Commands in containers, run from the window: what they write and how they end, what is refused, and the past.
import { singlePod } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import type { Kubarium } from '../pages/kubarium.ts';

async function deploy(ui: Kubarium): Promise<void> {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(singlePod('workbench'));
  await expect(ui.outline.row('pod', 'workbench')).toHaveAttribute('data-condition', 'ready');
}

test('a command is typed, run and brought back with the arrow keys', async ({ ui }) => {
  await deploy(ui);
  await ui.stage.openMenu('pod', 'workbench');
  await ui.stage.menu.getByRole('menuitem', { name: 'Run a command…' }).click();
  const { commandLine, commands } = ui.inspector;
  await commandLine.fill('echo hello; cat /no/such/file');
  await expect(ui.inspector.panel).toContainText("kubectl exec -i workbench -- sh -c 'echo hello; cat /no/such/file'");
  await commandLine.press('Enter');
  const newest = commands.first();
  await expect(newest).toHaveAttribute('data-exit-code', '1');
  await expect(newest.getByTestId('command-output')).toContainText('hello');
  await expect(newest.locator('.stderr')).toContainText('/no/such/file');
  await commandLine.fill('sleep 20; echo rested');
  await commandLine.press('Enter');
  await expect(newest).toHaveAttribute('data-outcome', 'running');
  await expect(newest).toHaveAttribute('data-exit-code', '0');
  await expect(newest.getByTestId('command-end')).toContainText('took 20 s');
  await commandLine.press('ArrowUp');
  await commandLine.press('ArrowUp');
  await expect(commandLine).toHaveValue('echo hello; cat /no/such/file');
  await commandLine.press('ArrowDown');
  await expect(commandLine).toHaveValue('sleep 20; echo rested');
});

test('a running command reads what is typed, and is stopped', async ({ ui }) => {
  await deploy(ui);
  await ui.stage.click('pod', 'workbench');
  const newest = ui.inspector.commands.first();
  const output = newest.getByTestId('command-output');
  const input = newest.getByTestId('command-input');
  await ui.inspector.run('read name; echo "hello $name"; cat');
  await input.fill('world');
  await input.press('Enter');
  await expect(output).toContainText('hello world');
  await input.fill('once more');
  await input.press('Enter');
  await expect(output.locator('.stdout').last()).toContainText('once more');
  await input.press('Control+d');
  await expect(newest).toHaveAttribute('data-exit-code', '0');
  await ui.inspector.run('sleep 3600');
  await expect(newest).toHaveAttribute('data-outcome', 'running');
  await newest.getByTestId('command-stop').click();
  await expect(newest).toHaveAttribute('data-exit-code', '130');
  await ui.inspector.run('sleep 3600');
  await input.press('Control+c');
  await expect(newest).toHaveAttribute('data-exit-code', '130');
});

test('while time stands still a command waits, and says so', async ({ ui }) => {
  await deploy(ui);
  await ui.timeline.pause();
  await ui.stage.click('pod', 'workbench');
  await ui.inspector.run('sleep 2');
  const hint = ui.inspector.panel.getByTestId('run-waits');
  await expect(hint).toBeVisible();
  await hint.getByRole('button', { name: 'Play' }).click();
  await expect(ui.inspector.commands.first()).toHaveAttribute('data-exit-code', '0');
  await expect(hint).toHaveCount(0);
});

test('where there is no shell nothing is run, and the line stays to be mended', async ({ ui }) => {
  const dns = (await ui.outline.things('pod')).find(({ name }) => name.startsWith('coredns'));
  await ui.page.getByTestId('rail-outline').click();
  await ui.outline.row('pod', dns?.name ?? '').click();
  await ui.inspector.run('ls /');
  await expect(ui.inspector.panel.getByTestId('notice-what')).toHaveText(
    'exec: "sh": executable file not found in $PATH',
  );
  await expect(ui.inspector.commandLine).toHaveValue('ls /');
  await expect(ui.inspector.commands).toHaveCount(0);
});

test('the past shows what had been run by then, and lets nothing be run', async ({ ui }) => {
  await deploy(ui);
  await ui.stage.click('pod', 'workbench');
  await ui.inspector.run('echo first');
  await expect(ui.inspector.commands).toHaveCount(1);
  await ui.timeline.pass(5);
  await ui.inspector.run('echo second');
  await expect(ui.inspector.commands).toHaveCount(2);
  await ui.inspector.show('life');
  await ui.inspector.momentsOf('exec-started', 'echo first').getByRole('button').first().click();
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'past');
  await ui.inspector.show('run');
  await expect(ui.inspector.commands).toHaveCount(1);
  await expect(ui.inspector.commandLine).toBeDisabled();
  await ui.timeline.toLive.click();
  await expect(ui.inspector.commands).toHaveCount(2);
  await expect(ui.inspector.commandLine).toBeEnabled();
});
