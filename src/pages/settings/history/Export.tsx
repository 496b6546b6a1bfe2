import { allParts } from '../../shared/all-parts.ts';
import { saveFile } from '../../shared/save-file.ts';
import { useUi } from '../../shared/ui.ts';

/** All records as a file, for the user to keep. */
export function Export() {
  const { t, run, busy } = useUi();
  const press = async () => {
    const parts = await allParts(({ before }) =>
      run('payment.export', before === undefined ? null : { before }),
    );
    const records = parts?.map(({ json }) => json.slice(1, -1)).join(',');
    if (records === undefined) return;
    saveFile('farebox-payments.json', 'application/json', `[${records}]`);
  };
  return (
    <button
      type="button"
      class="copy"
      data-act="export"
      disabled={busy !== undefined}
      onClick={() => void press()}
    >
      {t('export')}
    </button>
  );
}
