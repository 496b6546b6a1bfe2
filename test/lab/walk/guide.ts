import { startServer } from '../web.ts';
import type { WalkServer } from './weather.ts';

const CHALLENGE = /macaroon="([^"]*)", invoice="([^"]*)"/;

/**
 * Sells a guide by L402, with macaroons and invoices of `shop` (an L402 address of the Lightning lab). It makes one macaroon
 * when it starts and offers it with every invoice; mended, it makes both for each request.
 */
export async function startGuide(shop: string): Promise<WalkServer> {
  let isMended = false;
  const newChallenge = async () => {
    const answer = await fetch(shop);
    const header = answer.headers.get('www-authenticate') ?? '';
    const [, macaroon = '', invoice = ''] = CHALLENGE.exec(header) ?? [];
    return { macaroon, invoice };
  };
  const first = await newChallenge();
  const server = await startServer(async (request, response) => {
    const { authorization } = request.headers;
    const bought =
      authorization === undefined ? undefined : await fetch(shop, { headers: { authorization } });
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    if (bought?.ok) {
      response.writeHead(200);
      response.end('<!doctype html><title>Guide</title><p id="paid">Channels, step by step.');
      return;
    }
    const { macaroon, invoice } = await newChallenge();
    const token = isMended ? macaroon : first.macaroon;
    const challenge = `L402 version="0", token="${token}", macaroon="${token}", invoice="${invoice}"`;
    response.writeHead(402, { 'WWW-Authenticate': challenge });
    response.end('<!doctype html><title>Guide</title><p>The guide costs 21 satoshi.');
  });
  const mend = () => {
    isMended = true;
  };
  return { ...server, mend };
}
