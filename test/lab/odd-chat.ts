import { html, type Oddity, paid, receipt } from './odd.ts';
import { page } from './page.ts';

const ANSWER = 'A toll was a thumb in wax, and the boatman counted thumbs.'.split(' ');
/** ms between two words. */
const PACE = 60;
/** Answers whose first word is out, by the page's query: the rest follows when the page has shown it. */
const begun = new Map<string, () => void>();

const script = `
const form = document.querySelector('form');
const talk = document.querySelector('#talk');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const say = form.elements.say.value;
  const turn = document.createElement('p');
  turn.className = 'answer';
  turn.textContent = '…';
  talk.append(turn);
  const response = await fetch('/chat/answer' + location.search, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ say }),
  });
  if (!response.ok) {
    turn.textContent = 'The server says ' + response.status;
    return;
  }
  turn.textContent = '';
  let heard = false;
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    turn.textContent += part;
    if (!heard) void fetch('/chat/heard' + location.search);
    heard = true;
  }
  turn.dataset.whole = 'yes';
});`;

/** A chat as AI services sell it: each question is a POST that costs money, and its answer comes word by word. */
export const oddChat: Record<string, Oddity> = {
  '/chat': (call) =>
    html(
      call,
      page(
        'A chat',
        `<h1>Ask the boatman</h1><p class="lead">Each answer costs a cent.</p><div id="talk"></div>
<form><input name="say" id="say" value="What was a toll?"><button id="ask">Ask</button></form><script>${script}</script>`,
      ),
    ),
  '/chat/answer': paid('An answer', ({ response, url }, settled) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', ...receipt(settled) });
    const [first, ...words] = ANSWER;
    const next = () => {
      const word = words.shift();
      if (word === undefined) return void response.end();
      response.write(`${word} `);
      setTimeout(next, PACE);
    };
    // Kept back until it is whole, it would never be whole.
    begun.set(new URL(url).search, next);
    response.write(`${first} `);
  }),
  '/chat/heard': ({ response, url }) => {
    const { search } = new URL(url);
    begun.get(search)?.();
    begun.delete(search);
    response.writeHead(204).end();
  },
};
