#include "app/dialogs/exportdialog.h"

#include "app/dialogs/exportpreview.h"
#include "app/session/argumenttext.h"
#include "views/model/runmarks.h"
#include "views/style/segmentedswitch.h"
#include "views/style/typography.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

using views::AxisKind;
using views::WakesShown;

constexpr int OptionsWidth = 344;
constexpr int WideEnough = 1100; // for the options beside the preview
constexpr int QueuesInSight = 5;
constexpr QSize FirstSize(1360, 808);

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    label->setFont(views::uiFont(13, QFont::Bold));
    label->setProperty("tone", 2);
    return label;
}

QFrame *newRule()
{
    auto *rule = new QFrame;
    rule->setObjectName(QStringLiteral("panelRule"));
    rule->setFixedHeight(1);
    return rule;
}

QHBoxLayout *addRow(QVBoxLayout *options, const QString &name, QWidget *field)
{
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(name);
    label->setBuddy(field);
    row->addWidget(label);
    row->addStretch(1);
    row->addWidget(field);
    options->addLayout(row);
    return row;
}

constexpr std::array LoadTrackNames{"exportAlive", "exportBusy", "exportLag"};

} // namespace

ExportDialog::ExportDialog(const Exporter::Subject &subject, const InSight &inSight,
                           QWidget *parent)
    : QDialog(parent)
    , m_subject(subject)
    , m_inSight(inSight)
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export the picture"));
    build();
    const QSize room = parent != nullptr ? parent->size() : FirstSize;
    resize(FirstSize.boundedTo(room * 0.94));
    connect(&m_exporter, &Exporter::painted, this, &ExportDialog::showPicture);
    connect(&m_exporter, &Exporter::failed, this, [this](const QString &reason) {
        m_preview->setBusy(false);
        m_note->setText(reason);
    });
    arrange();
    changed();
    m_file->setFocus();
}

void ExportDialog::build()
{
    auto *panel = new QWidget;
    m_grid = new QGridLayout(panel);
    m_grid->setContentsMargins(24, 16, 20, 16);
    m_grid->setVerticalSpacing(10);
    m_grid->setHorizontalSpacing(32);
    for (const auto part : {&ExportDialog::buildWhat, &ExportDialog::buildLook,
                            &ExportDialog::buildParts, &ExportDialog::buildFile}) {
        auto *section = new QWidget(panel);
        auto *options = new QVBoxLayout(section);
        options->setContentsMargins(0, 0, 0, 0);
        options->setSpacing(8);
        (this->*part)(options);
        options->addStretch(1);
        if (!m_sections.isEmpty())
            m_rules << newRule();
        m_sections << section;
    }
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(panel);

    m_preview = new ExportPreview;
    m_scale = new QLabel;
    m_scale->setProperty("tone", 2);
    m_note = new QLabel;
    m_note->setObjectName(QStringLiteral("exportNote"));
    m_note->setProperty("tone", 2);
    m_note->setWordWrap(true);
    auto *fit = new QPushButton(tr("Fit"));
    auto *full = new QPushButton(tr("100 %"));
    for (QPushButton *button : {fit, full})
        button->setAutoDefault(false);
    connect(fit, &QPushButton::clicked, this, [this] { m_preview->setFitted(true); });
    connect(full, &QPushButton::clicked, this, [this] { m_preview->setFitted(false); });
    connect(m_preview, &ExportPreview::scaleChanged, this, [this](int percent) {
        m_scale->setText(tr("the picture itself, at %1 %").arg(percent));
    });
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Preview"));
    title->setFont(views::uiFont(13, QFont::Bold));
    head->addWidget(title);
    head->addWidget(m_scale);
    head->addStretch(1);
    head->addWidget(fit);
    head->addWidget(full);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(20, 16, 24, 12);
    right->setSpacing(12);
    right->addLayout(head);
    right->addWidget(m_preview, 1);
    right->addWidget(m_note);

    m_command = new QLineEdit;
    m_command->setObjectName(QStringLiteral("exportCommand"));
    m_command->setReadOnly(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setAccessibleName(tr("The same picture by command"));
    auto *copy = new QPushButton(tr("&Copy"));
    copy->setObjectName(QStringLiteral("exportCopy"));
    copy->setAutoDefault(false);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *go = new QPushButton(tr("&Export"));
    go->setObjectName(QStringLiteral("exportGo"));
    go->setDefault(true);
    copy->setToolTip(QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
    connect(copy, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(new QShortcut(QKeySequence::Copy, this), &QShortcut::activated, this,
            &ExportDialog::copy);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, &ExportDialog::exportPicture);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(24, 12, 24, 12);
    foot->setSpacing(12);
    auto *same = new QLabel(tr("The same by command:"));
    same->setProperty("tone", 2);
    foot->addWidget(same);
    foot->addWidget(m_command, 1);
    foot->addWidget(copy);
    foot->addWidget(cancel);
    foot->addWidget(go);

    m_halves = new QBoxLayout(QBoxLayout::LeftToRight);
    m_halves->setSpacing(0);
    m_halves->addWidget(m_scroll);
    m_halves->addLayout(right, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(m_halves, 1);
    all->addWidget(newRule());
    all->addLayout(foot);
    for (auto *field : findChildren<QLineEdit *>())
        field->installEventFilter(this);
}

void ExportDialog::arrange()
{
    const bool narrow = width() < WideEnough;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    for (QWidget *widget : m_sections + m_rules)
        m_grid->removeWidget(widget);
    for (int i = 0; i < m_sections.size(); ++i) {
        if (narrow)
            m_grid->addWidget(m_sections[i], i % 2, i / 2);
        else
            m_grid->addWidget(m_sections[i], 2 * i, 0);
        if (!narrow && i > 0)
            m_grid->addWidget(m_rules[i - 1], 2 * i - 1, 0);
    }
    for (QWidget *rule : m_rules)
        rule->setVisible(!narrow);
    m_grid->setRowStretch(2 * static_cast<int>(m_sections.size()), narrow ? 0 : 1);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, narrow ? 1 : 0);
    m_halves->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_scroll->setMinimumWidth(narrow ? 0 : OptionsWidth);
    m_scroll->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : OptionsWidth);
    m_halves->setStretch(0, narrow ? 1 : 0);
}

void ExportDialog::setVisible(bool visible)
{
    QDialog::setVisible(visible);
    // A dialog comes up as if one had gone to its field by Tab, which selects all.
    m_file->deselect();
}

void ExportDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    arrange();
}

bool ExportDialog::eventFilter(QObject *watched, QEvent *event)
{
    // A field copies only what is selected in it; with nothing selected the picture is meant.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)
        && !qobject_cast<QLineEdit *>(watched)->hasSelectedText()) {
        event->ignore();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

views::SegmentedSwitch *ExportDialog::addSwitch(QVBoxLayout *options, const QString &name,
                                                const char *key, const QStringList &segments,
                                                int current)
{
    auto *choices = new views::SegmentedSwitch(name);
    choices->setObjectName(QLatin1String(key));
    for (int i = 0; i < segments.size(); ++i)
        choices->addSegment(segments[i], QString(), QLatin1String(key) + QString::number(i));
    choices->setCurrent(current);
    connect(choices, &views::SegmentedSwitch::chosen, this, &ExportDialog::changed);
    addRow(options, name, choices);
    return choices;
}

void ExportDialog::buildWhat(QVBoxLayout *options)
{
    options->addWidget(heading(tr("What")));
    m_time = addSwitch(options, tr("Time"), "exportTime", {tr("Whole run"), tr("In sight")},
                       m_inSight.whole ? 0 : 1);
    m_axis = addSwitch(options, tr("Axis"), "exportAxis", {tr("Clock"), tr("Steps")},
                       m_inSight.axis == AxisKind::Steps ? 1 : 0);
    m_tasks = addSwitch(options, tr("Tasks"), "exportTasks", {tr("All"), tr("As filtered")},
                        m_inSight.isFiltered() ? 1 : 0);
    m_tasks->setEnabled(m_inSight.isFiltered());
}

void ExportDialog::buildLook(QVBoxLayout *options)
{
    const PictureChoice last = lastChoice(m_inSight);
    options->addWidget(heading(tr("Look")));
    m_theme = addSwitch(options, tr("Theme"), "exportTheme", {tr("Light"), tr("Dark"), tr("Print")},
                        static_cast<int>(last.theme));
    m_fit = addSwitch(options, tr("Size"), "exportFit", {tr("Fitted"), tr("Own")},
                      last.size.isEmpty() ? 0 : 1);
    const auto side = [this](const QString &name, const char *key, int value) {
        auto *box = new QSpinBox;
        box->setObjectName(QLatin1String(key));
        box->setAccessibleName(name);
        box->setRange(SmallestSide, LargestSide);
        box->setValue(value);
        connect(box, &QSpinBox::valueChanged, this, &ExportDialog::changed);
        return box;
    };
    const QSize own = lastOwnSize();
    m_width = side(tr("Width in pixels"), "exportWidth", own.width());
    m_height = side(tr("Height in pixels"), "exportHeight", own.height());
    addRow(options, tr("Width × height"), m_width)->addWidget(m_height);
    m_sizeHint = new QLabel;
    m_sizeHint->setProperty("tone", 2);
    m_sizeHint->setAlignment(Qt::AlignRight);
    options->addWidget(m_sizeHint);
}

QCheckBox *ExportDialog::addPart(QVBoxLayout *options, const QString &text, const char *key,
                                 bool checked)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(QLatin1String(key));
    box->setChecked(checked);
    connect(box, &QCheckBox::toggled, this, &ExportDialog::changed);
    options->addWidget(box);
    return box;
}

void ExportDialog::buildParts(QVBoxLayout *options)
{
    const PictureChoice last = lastChoice(m_inSight);
    options->addWidget(heading(tr("With")));
    m_title = addPart(options, tr("Title and parameters"), "exportTitle", last.title);
    m_legend = addPart(options, tr("Legend of what occurs"), "exportLegend", last.legend);
    buildQueues(options);
    for (std::size_t i = 0; i < LoadTracks.size(); ++i)
        m_load[i] = addPart(options, tr("Track: %1").arg(views::trackName(LoadTracks[i])),
                            LoadTrackNames[i], last.load.contains(LoadTracks[i]));
    m_ready = addPart(options, tr("Track of the ready queue"), "exportReady", last.ready);
    m_reference = addPart(options, tr("Reference"), "exportReference", last.reference.has_value());
    m_reference->setEnabled(m_subject.before.has_value());
    if (m_subject.reference)
        m_reference->setText(
            tr("Reference (%1)")
                .arg(differenceText(m_subject.reference->info(), m_subject.run->info())));
    m_hand = addPart(options, tr("Cursor and selection"), "exportHand", last.cursor.has_value());
    const bool selected = m_inSight.selection.has_value();
    m_wakes = addSwitch(options, tr("Wake arrows"), "exportWakes",
                        selected ? QStringList{tr("None"), tr("Selection"), tr("All")}
                                 : QStringList{tr("None"), tr("All")},
                        last.wakes == WakesShown::None ? 0
                            : selected                 ? 2
                                                       : 1);
}

void ExportDialog::buildQueues(QVBoxLayout *options)
{
    const PictureChoice last = lastChoice(m_inSight);
    const QStringList &queues = m_inSight.queues;
    m_depths = addPart(options,
                       queues.size() == 1 ? tr("Track: depth of %1").arg(queues.front())
                                          : tr("Tracks of the queues"),
                       "exportDepths", last.depths && !queues.isEmpty());
    m_depths->setEnabled(!queues.isEmpty());
    if (queues.size() < 2)
        return;
    m_queues = new QListWidget;
    m_queues->setObjectName(QStringLiteral("exportQueues"));
    m_queues->setAccessibleName(tr("Queues"));
    m_queues->setSelectionMode(QAbstractItemView::NoSelection);
    for (const QString &queue : queues) {
        auto *item = new QListWidgetItem(queue, m_queues);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        item->setCheckState(last.queues.isEmpty() || last.queues.contains(queue) ? Qt::Checked
                                                                                 : Qt::Unchecked);
    }
    const int rows = std::min(static_cast<int>(queues.size()), QueuesInSight);
    m_queues->setFixedHeight(rows * m_queues->sizeHintForRow(0) + 2 * m_queues->frameWidth());
    connect(m_queues, &QListWidget::itemChanged, this, &ExportDialog::changed);
    auto *row = new QHBoxLayout;
    row->addSpacing(24);
    row->addWidget(m_queues);
    options->addLayout(row);
}

QStringList ExportDialog::queuesChosen() const
{
    QStringList chosen;
    for (int i = 0; m_queues != nullptr && i < m_queues->count(); ++i) {
        if (m_queues->item(i)->checkState() == Qt::Checked)
            chosen << m_queues->item(i)->text();
    }
    return chosen;
}

void ExportDialog::copy()
{
    remember();
    Q_EMIT copyRequested(choice());
    m_note->setText(tr("The picture is on its way to the clipboard."));
}

void ExportDialog::buildFile(QVBoxLayout *options)
{
    const QStringList formats = views::timelineExportFormats();
    const auto last = static_cast<int>(formats.indexOf(lastFormat()));
    m_format
        = addSwitch(options, tr("Format"), "exportFormat", {tr("PNG"), tr("SVG"), tr("PDF")}, last);
    connect(m_format, &views::SegmentedSwitch::chosen, this,
            [this, formats](int index) { setSuffix(formats[index]); });
    m_file = new QLineEdit(QDir::toNativeSeparators(
        QDir(lastFolder()).filePath(m_subject.run->info().fileName + u'.' + formats[last])));
    m_file->setObjectName(QStringLiteral("fileNameEdit"));
    m_file->setAccessibleName(tr("File"));
    connect(m_file, &QLineEdit::textChanged, this, [this, formats] {
        const auto index = formats.indexOf(suffix());
        if (index >= 0)
            m_format->setCurrent(static_cast<int>(index));
        changed();
    });
    auto *browse = new QToolButton;
    browse->setText(tr("Choose…"));
    browse->setProperty("framed", true);
    connect(browse, &QToolButton::clicked, this, &ExportDialog::chooseFile);
    auto *row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("File")));
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    options->addLayout(row);
}

QString ExportDialog::suffix() const
{
    return QFileInfo(m_file->text()).suffix().toLower();
}

void ExportDialog::setSuffix(const QString &suffix)
{
    const QFileInfo file(m_file->text());
    QString path = m_file->text();
    if (views::timelineExportFormats().contains(file.suffix().toLower()))
        path.chop(file.suffix().size() + 1);
    m_file->setText(path + u'.' + suffix);
}

void ExportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the picture"));
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Pictures (*.png *.svg *.pdf)")});
    dialog->setDefaultSuffix(suffix());
    dialog->selectFile(m_file->text());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_confirmed = path;
        m_file->setText(QDir::toNativeSeparators(path));
    });
    dialog->open();
}

PictureChoice ExportDialog::choice() const
{
    PictureChoice choice;
    choice.theme = static_cast<PictureChoice::Theme>(m_theme->current());
    if (m_fit->current() == 1)
        choice.size = QSize(m_width->value(), m_height->value());
    const AxisKind axis = m_axis->current() == 1 ? AxisKind::Steps : AxisKind::Clock;
    if (axis == AxisKind::Steps || m_inSight.namesAxis())
        choice.axis = axis;
    if (m_time->current() == 1 && axis == m_inSight.axis)
        choice.range = m_inSight.range;
    if (m_tasks->current() == 1) {
        choice.filter = m_inSight.filter;
        choice.folded = m_inSight.folded;
        choice.unfolded = m_inSight.unfolded;
    }
    choice.title = m_title->isChecked();
    choice.legend = m_legend->isChecked();
    const QStringList queues = queuesChosen();
    choice.depths = m_inSight.queues.isEmpty()
        || (m_depths->isChecked() && (m_queues == nullptr || !queues.isEmpty()));
    if (choice.depths && queues.size() < m_inSight.queues.size())
        choice.queues = queues;
    choice.ready = m_ready->isChecked();
    for (std::size_t i = 0; i < LoadTracks.size(); ++i) {
        if (m_load[i]->isChecked())
            choice.load.insert(LoadTracks[i]);
    }
    const int wakes = m_wakes->current();
    if (wakes > 0)
        choice.wakes
            = wakes == 1 && m_inSight.selection ? WakesShown::OfSelection : WakesShown::All;
    if (m_hand->isChecked())
        choice.cursor = m_inSight.cursor;
    if (m_hand->isChecked() || choice.wakes == WakesShown::OfSelection)
        choice.selection = m_inSight.selection;
    if (m_reference->isChecked())
        choice.reference = m_subject.before;
    return choice;
}

QString ExportDialog::note() const
{
    QStringList parts;
    const PictureChoice chosen = choice();
    if (m_inSight.takesNoTime && chosen.axis == AxisKind::Steps)
        parts << tr("The run takes no time, so the picture shows it by steps.");
    if (chosen.range)
        parts << tr("Only what is in sight of the run is shown.");
    if (m_time->current() == 1 && !chosen.range)
        parts << tr("What is in sight is a range of the other axis, so the whole run is shown.");
    if (!chosen.filter.isEmpty())
        parts << tr("Only tasks whose names contain “%1” are shown.").arg(chosen.filter);
    if (!chosen.folded.isEmpty())
        parts << tr("Without what is folded: %1.").arg(chosen.folded.join(tr(", ")));
    if (!chosen.unfolded.isEmpty())
        parts << tr("With what these await: %1.").arg(chosen.unfolded.join(tr(", ")));
    if (parts.isEmpty())
        parts << tr("The whole run, with all its tasks.");
    return parts.join(u' ');
}

void ExportDialog::changed()
{
    if (m_command == nullptr)
        return; // still being built
    if (m_queues != nullptr)
        m_queues->setEnabled(m_depths->isChecked());
    const bool own = m_fit->current() == 1;
    m_width->setEnabled(own);
    m_height->setEnabled(own);
    const PictureChoice chosen = choice();
    // What was opened is no program that a command could run, and none of them changes what runs.
    const bool again = m_subject.arguments && views::marksOf(m_subject.run->model(), {}).empty();
    m_command->setVisible(again);
    if (again)
        m_command->setText(commandLine(chosen, *m_subject.arguments,
                                       m_subject.run->trace().metadata().clock,
                                       QFileInfo(m_file->text()).fileName()));
    m_command->setCursorPosition(0);
    m_note->setText(note());
    m_preview->setBusy(true);
    Exporter::Subject subject = m_subject;
    subject.choice = chosen;
    m_exporter.cancel();
    m_exporter.preview(subject, suffix(), devicePixelRatioF());
}

void ExportDialog::showPicture(const QImage &picture)
{
    m_preview->setBusy(false);
    m_preview->setPicture(picture);
    const QSize size = picture.deviceIndependentSize().toSize();
    m_sizeHint->setText(m_fit->current() == 1 ? QString()
                            : suffix() == QLatin1String("png")
                            ? tr("%1 × %2, at 2× in a PNG: %3 × %4")
                                  .arg(size.width())
                                  .arg(size.height())
                                  .arg(2 * size.width())
                                  .arg(2 * size.height())
                            : tr("%1 × %2").arg(size.width()).arg(size.height()));
}

void ExportDialog::exportPicture()
{
    const QString path = QDir::fromNativeSeparators(m_file->text());
    if (QFileInfo(path).isFile() && m_confirmed != path) {
        auto *box = new QMessageBox(QMessageBox::Question, tr("Replace the file?"),
                                    tr("There is already a file “%1”.").arg(m_file->text()),
                                    QMessageBox::Cancel, this);
        box->setObjectName(QStringLiteral("exportReplace"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setTextFormat(Qt::PlainText);
        connect(box->addButton(tr("&Replace"), QMessageBox::AcceptRole), &QPushButton::clicked,
                this, [this, path] {
                    m_confirmed = path;
                    exportPicture();
                });
        box->open();
        return;
    }
    remember();
    Q_EMIT exportRequested(path, choice());
    accept();
}

void ExportDialog::remember() const
{
    rememberChoice(m_inSight, choice(), QSize(m_width->value(), m_height->value()),
                   QDir::fromNativeSeparators(m_file->text()));
}

} // namespace app
