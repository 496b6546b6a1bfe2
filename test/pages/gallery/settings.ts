import '../../../src/pages/shared/base.css';
import '../../../src/pages/shared/money.css';
import '../../../src/pages/settings/settings.css';
import './stage.tsx';
