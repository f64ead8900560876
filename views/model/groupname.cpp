#include "views/model/groupname.h"

namespace views {

QString groupName(const RunModel &model, const TaskGroup &group)
{
    return QString::fromStdString(model.trace().text(group.name));
}

} // namespace views
