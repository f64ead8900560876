#include "app/dialogs/gotostep.h"

#include "views/words/numbertext.h"

namespace app {

GoToStep::GoToStep(int now, int steps, QWidget *parent)
    : QInputDialog(parent)
{
    setObjectName(QStringLiteral("goToStep"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Go to a step"));
    setInputMode(IntInput);
    setIntRange(0, steps);
    setIntValue(now);
    setLabelText(tr("&Step, up to %1").arg(views::numberText(qint64{steps})));
    setOkButtonText(tr("Go there"));
}

} // namespace app
