import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import type { Profile } from './profile.ts';

const patience = 60_000;

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };

/** A WebDriver BiDi connection: https://w3c.github.io/webdriver-bidi/. */
export interface Bidi {
  /** Rejects with the protocol's error code and message. */
  send<Result = unknown>(method: string, params: object): Promise<Result>;
  /** Ends the browser, or, `atOnce`, only its process; resolves when that is gone. */
  end(atOnce?: boolean): Promise<void>;
}

export type FirefoxProcess = {
  readonly executable: string;
  readonly prefs: Readonly<Record<string, string | number | boolean>>;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** Starts Firefox on this profile and connects to it, without any driver program in between. */
export async function startFirefox(profile: Profile, options: FirefoxProcess): Promise<Bidi> {
  const lines = Object.entries(options.prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile.dir, 'user.js'), lines.join(''));
  const child = spawn(
    options.executable,
    [...options.args, '--no-remote', '--profile', profile.dir, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...options.env } },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.pid !== undefined) profile.guard(child.pid);
  const url = await new Promise<string>((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (data: Buffer) => {
      log = (log + data.toString()).slice(-4000);
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(log)?.[1];
      if (address) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Firefox ended while starting: ${log}`)));
  });
  const connection = await connect(`${url}/session`);
  await connection.send('session.new', {
    capabilities: { alwaysMatch: { unhandledPromptBehavior: { default: 'accept' } } },
  });
  return {
    send: connection.send,
    end: async (atOnce = false) => {
      if (atOnce) child.kill('SIGKILL');
      else await connection.send('browser.close', {}).catch(() => child.kill());
      await ended;
      connection.close();
    },
  };
}

async function connect(url: string): Promise<Pick<Bidi, 'send'> & { close(): void }> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  socket.on('message', (data) => {
    const { id, type, result, error, message } = JSON.parse(String(data)) as Record<
      string,
      unknown
    >;
    const one = waiting.get(Number(id));
    if (one === undefined) return;
    waiting.delete(Number(id));
    if (type === 'error') one.reject(new Error(`${error}: ${message}`));
    else one.resolve(result);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox is gone'));
    waiting.clear();
  });
  return {
    send: <Result>(method: string, params: object) =>
      new Promise<Result>((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) throw new Error('Firefox is gone');
        last += 1;
        const id = last;
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`no answer to ${method} in ${patience} ms`));
        }, patience).unref();
        waiting.set(id, {
          resolve: (result) => {
            clearTimeout(late);
            resolve(result as Result);
          },
          reject: (error) => {
            clearTimeout(late);
            reject(new Error(`${error.message} (${method})`, { cause: error }));
          },
        });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}
