import type { IncomingMessage, ServerResponse } from 'node:http';
import { article, page } from '../../page.ts';
import type { LightningNode } from '../node/node.ts';

/** One request to the shop and what its counters need. */
export type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the query. */
  readonly path: string;
  readonly merchant: LightningNode;
};

/** Answers for one path. */
export type Counter = (call: Call) => void | Promise<void>;

/** The price of most articles, satoshi. */
export const PRICE_SAT = 21n;

/** A page that is not the article. */
export function answer({ response }: Call, status: number, title: string, body = ''): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page(title, `<h1>${title}</h1>${body}`));
}

/** 402 with the headers that were set, and a page. */
export const ask = (call: Call, body = '<p class="lead">This page costs sats.</p>'): void =>
  answer(call, 402, 'Lightning, please', body);

/** What was paid for. */
export function open({ response, path }: Call): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(article(`Article ${path.slice(1)}`));
}
