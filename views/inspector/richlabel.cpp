#include "views/inspector/richlabel.h"

namespace views {

QLabel *richLabel(QWidget *parent, const QFont &font)
{
    auto *label = new QLabel(parent);
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QString linksIn(const QString &body, const Theme &theme)
{
    return QStringLiteral("<style>a { color: %1; text-decoration: none }</style>%2")
        .arg(theme.accent.name(), body);
}

} // namespace views
