import { expect, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** What a kubeconfig says of the server. */
export interface Access {
  readonly url: string;
  /** PEM. */
  readonly authority: string;
  readonly token: string;
}

export class ServerDialog {
  readonly dialog: Locator;
  readonly toggle: Locator;
  readonly exportLine: Locator;
  readonly past: Locator;
  readonly merge: Locator;
  readonly merged: Locator;
  readonly button: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('server-dialog');
    this.toggle = page.getByTestId('server-switch');
    this.exportLine = page.getByTestId('server-export');
    this.past = page.getByTestId('server-past');
    this.merge = page.getByTestId('server-merge');
    this.merged = page.getByTestId('server-merged');
    this.button = page.getByTestId('api-server-button');
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.dialog).toBeVisible();
  }

  /** Switches it on and answers what its kubeconfig says. */
  async switchOn(): Promise<Access> {
    await this.toggle.click();
    await expect(this.toggle).toHaveAttribute('aria-checked', 'true');
    await expect(this.exportLine).toContainText('export KUBECONFIG=');
    return readAccess((await this.exportLine.innerText()).replace(/^export KUBECONFIG=/, '').replaceAll("'", ''));
  }

  async switchOff(): Promise<void> {
    await this.toggle.click();
    await expect(this.toggle).toHaveAttribute('aria-checked', 'false');
  }

  async close(): Promise<void> {
    await this.page.getByTestId('server-dialog-close').click();
  }
}

/** The entries called `kubarium` of a kubeconfig. */
export async function readAccess(path: string): Promise<Access> {
  const config = parse(await readFile(path, 'utf8')) as {
    readonly clusters: readonly { name: string; cluster: { server: string; 'certificate-authority-data': string } }[];
    readonly users: readonly { name: string; user: { token: string } }[];
  };
  const cluster = config.clusters.find(({ name }) => name === 'kubarium')?.cluster;
  const user = config.users.find(({ name }) => name === 'kubarium')?.user;
  if (!cluster || !user) throw new Error(`${path} does not know kubarium`);
  const authority = Buffer.from(cluster['certificate-authority-data'], 'base64').toString();
  return { url: cluster.server, authority, token: user.token };
}
