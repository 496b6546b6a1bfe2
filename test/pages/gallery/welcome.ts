import '../../../src/pages/shared/base.css';
import '../../../src/pages/shared/money.css';
import '../../../src/pages/popup/popup.css';
import '../../../src/pages/welcome/welcome.css';
import './stage.tsx';
