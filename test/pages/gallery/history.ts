import '../../../src/pages/shared/base.css';
import '../../../src/pages/shared/money.css';
import '../../../src/pages/settings/settings.css';
import '../../../src/pages/history/history.css';
import './stage.tsx';
