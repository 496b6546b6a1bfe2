import type { Answer, CommandName, Commands } from '../../src/messages/index.ts';
import type { Driver } from '../e2e/driver/driver.ts';

/** A command as a page of the extension sends it. Throws what is not ok. */
export async function command<Name extends CommandName>(
  driver: Driver,
  name: Name,
  input: Commands[Name]['in'],
): Promise<Commands[Name]['out']> {
  const page = await driver.extensionPage();
  const answer = (await page.send(name, input)) as Answer<Commands[Name]['out']> | undefined;
  if (answer?.ok) return answer.out;
  throw new Error(`Farebox refused ${name}: ${JSON.stringify(answer)}`);
}
