// The terminal in the window: what the tutorial types, as it stands there.
import { join } from 'node:path';
import { firstChapter, singlePod } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import type { Kubarium } from '../pages/kubarium.ts';

/** A Pod that is ready, and time that goes faster than usual. */
async function deploy(ui: Kubarium, name = 'workbench'): Promise<void> {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(singlePod(name));
  await expect(ui.outline.row('pod', name)).toHaveAttribute('data-condition', 'ready');
}

test('a here-document is written, applied, changed by a pipe and deleted by what a pipe finds', async ({ ui }) => {
  const { terminals } = ui;
  await ui.timeline.setSpeed(10);
  await terminals.open();
  await terminals.start('cat > web.yaml <<EOF');
  await expect.poll(() => terminals.lastLine()).toBe('>');
  for (const line of singlePod('typed').trimEnd().split('\n')) await terminals.start(line);
  await terminals.run('EOF');
  await terminals.run('kubectl apply -f web.yaml');
  await terminals.expectLine('pod/typed created');
  await expect(ui.outline.row('pod', 'typed')).toHaveAttribute('data-condition', 'ready');
  await terminals.clear();
  await terminals.run('WHAT=typed; kubectl get pods | grep $WHAT | awk \'{print $1 " is " $3}\' > found; cat found');
  await terminals.expectLine(/^typed is Running$/);
  await terminals.clear();
  await terminals.run("kubectl delete pod --now `kubectl get pods | grep typed | awk '{print $1}'`");
  await terminals.expectLine('pod "typed" deleted');
  await expect(ui.outline.row('pod', 'typed')).toHaveCount(0);
});

test('on a node modules are loaded, rules listed and a static Pod is moved away and back', async ({ ui }) => {
  const { terminals } = ui;
  await ui.timeline.setSpeed(10);
  await terminals.open();
  await terminals.openAt('master231');
  await terminals.run('modprobe -- ip_vs && lsmod | grep ip_vs');
  await terminals.expectLine(/^ip_vs\s+\d+/);
  await terminals.run('iptables-save | grep -c KUBE-SERVICES');
  await terminals.run('grep static /var/lib/kubelet/config.yaml; cd /etc/kubernetes/manifests && ls');
  await terminals.expectLine('staticPodPath: /etc/kubernetes/manifests');
  await terminals.expectLine('[root@master231 manifests]#');
  await terminals.run('mv kube-scheduler.yaml /tmp/');
  await expect(ui.outline.row('pod', 'kube-scheduler-master231')).toHaveCount(0);
  await terminals.run('mv /tmp/kube-scheduler.yaml .');
  await expect(ui.outline.row('pod', 'kube-scheduler-master231')).toHaveAttribute('data-condition', 'ready');
});

test('curl asks from outside and from a node', async ({ ui }) => {
  const { terminals } = ui;
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(firstChapter);
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
  await terminals.open();
  await terminals.run("PORT=$(kubectl get svc greeter -o jsonpath='{.spec.ports[0].nodePort}'); echo port $PORT");
  await terminals.run('curl -sI 10.0.0.233:$PORT | head -1');
  await terminals.expectLine('HTTP/1.1 200 OK');
  await terminals.run('iptables-save');
  await terminals.expectLine('command not found');
  await terminals.openAt('worker232');
  await terminals.run('curl -sI $(kubectl get svc greeter -o jsonpath={.spec.clusterIP}):8888 | head -1');
  await terminals.expectLine('HTTP/1.1 200 OK');
});

test('a shell in a container is entered and left, and ends when its container does', async ({ ui }) => {
  const { terminals } = ui;
  await deploy(ui);
  await terminals.open();
  await terminals.start('kubectl exec -it workbench -- sh');
  await expect.poll(() => terminals.lastLine()).toMatch(/^\/ #/);
  await terminals.start('echo 111 > /usr/share/nginx/html/start.html; hostname; ls /usr/share/nginx/html');
  await terminals.expectLine(/^start\.html$/);
  await terminals.start('exit 3');
  await terminals.expectLine('command terminated with exit code 3');
  await terminals.expectPrompt();
  await ui.stage.openMenu('pod', 'workbench');
  await ui.stage.menu.getByRole('menuitem', { name: 'Open a shell' }).click();
  await expect.poll(() => terminals.lastLine()).toMatch(/^\/ #/);
  await ui.stage.openMenu('pod', 'workbench');
  await ui.stage.menu.getByRole('menuitem', { name: 'Kill container server' }).click();
  await terminals.expectLine('command terminated with exit code 137');
  await expect(terminals.shown.getByTestId('terminal-ended')).toContainText('137');
});

test('an object is edited: saved, refused, and closed as it was', async ({ ui }) => {
  const { terminals } = ui;
  await terminals.open();
  await terminals.run('kubectl create configmap greeting --from-literal=hello=world');
  await terminals.start('kubectl edit cm greeting');
  await expect(terminals.editText).toContainText('hello: world');
  await terminals.editText.getByText('hello: world').click();
  await ui.page.keyboard.press('End');
  await ui.page.keyboard.type(' and all');
  await ui.page.keyboard.press('Control+s');
  await terminals.expectLine('configmap/greeting edited');
  await terminals.run('kubectl get cm greeting -o yaml | grep hello');
  await terminals.expectLine('hello: world and all');
  await terminals.start('kubectl edit cm greeting');
  await terminals.editor.getByTestId('edit-cancel').click();
  await terminals.expectLine('Edit cancelled, no changes made.');
  await terminals.start('vi notes.txt');
  await expect(terminals.editText).toBeFocused();
  await ui.page.keyboard.type('remember me');
  await terminals.editor.getByTestId('edit-save').click();
  await terminals.expectPrompt();
  await terminals.run('cat notes.txt');
  await terminals.expectLine(/^remember me/);
});

test('Tab completes, arrows go back in history, Ctrl-R searches it', async ({ ui }) => {
  const { terminals } = ui;
  await terminals.open();
  await terminals.type('kubectl get -n kube-sys');
  await ui.page.keyboard.press('Tab');
  await expect.poll(() => terminals.lastLine()).toMatch(/kubectl get -n kube-system$/);
  await terminals.type('pods etcd');
  await ui.page.keyboard.press('Tab');
  await expect.poll(() => terminals.lastLine()).toMatch(/pods etcd-master231$/);
  await ui.page.keyboard.press('Enter');
  await terminals.expectLine(/^etcd-master231\s+1\/1\s+Running/);
  await terminals.type('kubectl rollout ');
  await ui.page.keyboard.press('Tab');
  await terminals.expectLine(/history\s+pause\s+restart/);
  await ui.page.keyboard.press('Control+c');
  await terminals.run('echo first');
  await terminals.run('echo second');
  await ui.page.keyboard.press('ArrowUp');
  await ui.page.keyboard.press('ArrowUp');
  await expect.poll(() => terminals.lastLine()).toMatch(/echo first$/);
  await ui.page.keyboard.press('Control+c');
  await ui.page.keyboard.press('Control+r');
  await terminals.type('etcd');
  await expect.poll(() => terminals.lastLine()).toContain("`etcd': kubectl get -n kube-system pods etcd-master231");
  await ui.page.keyboard.press('Enter');
  await terminals.expectPrompt();
});

test('what is copied in one terminal is pasted into another, line by line', async ({ ui, desktop }) => {
  const { terminals } = ui;
  await terminals.open();
  await terminals.run('echo from-here-there');
  const place = await terminals.placeOf('from-here-there');
  await ui.page.mouse.dblclick(place.x, place.y);
  await ui.page.keyboard.press('Control+Shift+c');
  await expect.poll(() => desktop.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('from-here-there');
  await terminals.openAt('worker232');
  await terminals.paste(desktop.app, 'cat > pasted <<EOF\n\ttab\nEOF\nwc -l < pasted; cat pasted\n');
  await terminals.expectLine(/^1$/);
  await terminals.expectLine(/^\s+tab$/);
});

test('Ctrl-C stops whatever runs, and endless output freezes nothing', async ({ ui }) => {
  const { terminals } = ui;
  await terminals.open();
  for (const [line, shows] of [
    ['sleep 1000', undefined],
    ['watch kubectl get nodes', 'Every 2.0s'],
    ['kubectl get pods -A -w', 'coredns'],
    ['kubectl logs -f -n kube-system kube-scheduler-master231', undefined],
    ['yes', /^y$/],
    ['while true; do echo round; done', /^round$/],
    ['while true; do :; done', undefined],
  ] as const) {
    await terminals.start(line);
    await expect(terminals.shown).toHaveAttribute('data-busy', 'true');
    if (shows !== undefined) await terminals.expectLine(shows);
    await ui.timeline.pass(1);
    await ui.page.keyboard.press('Control+c');
    await terminals.expectPrompt();
  }
  await terminals.openAt('worker232');
  await terminals.start('ping 10.0.0.233');
  await terminals.expectLine('icmp_seq=2');
  await ui.page.keyboard.press('Control+c');
  await terminals.expectLine('ping statistics');
  await terminals.expectPrompt();
});

test('names lead to the stage, and what was printed is found', async ({ ui }) => {
  const { terminals } = ui;
  await terminals.open();
  await terminals.run('kubectl get pods -n kube-system');
  const place = await terminals.placeOf('etcd-master231');
  await ui.page.mouse.move(place.x, place.y);
  await ui.page.mouse.click(place.x, place.y);
  await expect(ui.inspector.title).toHaveText('kube-system/etcd-master231');
  await terminals.focus();
  await ui.page.keyboard.press('Control+Shift+f');
  await ui.page.getByTestId('terminal-find').fill('coredns');
  await expect(ui.page.getByTestId('terminal-found')).toHaveText(/of 2$/);
  await ui.page.keyboard.press('Escape');
  await terminals.run('echo back');
});

test('in the past nothing is typed, and while time stands still what runs waits', async ({ ui }) => {
  const { terminals } = ui;
  await terminals.open();
  await ui.timeline.pause();
  await terminals.focus();
  await terminals.run('kubectl get nodes');
  await terminals.start('sleep 1');
  await expect(ui.page.getByTestId('terminal-waits')).toBeVisible();
  await ui.page.getByTestId('terminal-waits').getByRole('button').click();
  await terminals.expectPrompt();
  await terminals.focus();
  await ui.timeline.stepBack();
  await expect(ui.page.getByTestId('terminal-past')).toBeVisible();
  await terminals.focus();
  await terminals.type('lost');
  await ui.page.getByTestId('terminal-past').getByRole('button').click();
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'live');
  await terminals.focus();
  await terminals.run('echo kept');
  expect((await terminals.lines()).join('\n')).not.toContain('lost');
});

test('the keyboard reaches the panel, its height and its tabs, and leaves it', async ({ ui }) => {
  const { terminals } = ui;
  await terminals.open();
  await terminals.openAt('worker233');
  await expect(terminals.tabs).toHaveCount(2);
  await ui.page.keyboard.press('F6');
  await expect(terminals.tabs.nth(1)).toBeFocused();
  await ui.page.keyboard.press('ArrowLeft');
  await expect(terminals.tabs.nth(0)).toHaveAttribute('aria-selected', 'true');
  const before = (await terminals.panel.boundingBox())!.height;
  await ui.page.getByTestId('terminal-edge').focus();
  await ui.page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await terminals.panel.boundingBox())!.height).toBe(before + 24);
  await ui.page.keyboard.press('Control+`');
  await expect(terminals.panel).toBeHidden();
  await ui.page.keyboard.press('Control+`');
  await terminals.start('exit');
  await expect(terminals.tabs).toHaveCount(1);
});

for (const { width, height } of [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]) {
  test(`the terminal in ${width}x${height}, in both themes and languages`, async ({ ui, desktop }, testInfo) => {
    const { terminals } = ui;
    const shoot = async (moment: string): Promise<void> => {
      for (const theme of ['light', 'dark'] as const) {
        await ui.showTheme(theme);
        const file = `${width}x${height}-${moment}-${theme}.png`;
        await ui.page.screenshot({ path: join(testInfo.project.outputDir, 'terminal', file) });
      }
    };
    await desktop.resize(width, height);
    await deploy(ui);
    await terminals.open();
    await terminals.openAt('master231');
    await terminals.run('kubectl get pods -o wide');
    await terminals.run('ls /etc/kubernetes/manifests; kubectl get pod nobody');
    await terminals.type('kubectl rollout ');
    await ui.page.keyboard.press('Tab');
    await terminals.expectLine(/history\s+pause\s+restart/);
    await shoot('shell');
    await terminals.focus();
    await ui.page.keyboard.press('Control+Shift+f');
    await ui.page.getByTestId('terminal-find').fill('kube');
    await expect(ui.page.getByTestId('terminal-found')).toContainText('of');
    await shoot('search');
    await ui.page.getByTestId('terminal-find').press('Escape');
    await terminals.focus();
    await ui.page.keyboard.press('Control+c');
    await terminals.start('kubectl edit pod workbench');
    await expect(terminals.editText).toContainText('workbench');
    const file = `${width}x${height}-edit-dark.png`;
    await ui.page.screenshot({ path: join(testInfo.project.outputDir, 'terminal', file) });
    await terminals.editor.getByTestId('edit-cancel').click();
    await terminals.expectPrompt();
    await ui.languageButton.click();
    await terminals.focus();
    await terminals.paste(desktop.app, 'echo 你好，集群 > 文件; cat 文件\n');
    await terminals.expectLine('你好，集群');
    await shoot('zh');
  });
}
