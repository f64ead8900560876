#pragma once

#include "app/session/picturechoice.h"

#include <functional>
#include <memory>
#include <string>

namespace app {

/// Writes the picture of a run to \a file; \a addReference adds the run that it is shown beside,
/// if there is one. Throws std::runtime_error with a sentence.
void writePicture(
    const std::shared_ptr<const trace::Trace> &trace, const views::RunInfo &info,
    const PictureChoice &choice, const std::string &file,
    const std::function<void(views::ExportOptions &)> &addReference = [](auto &) {});

/// All that the views know of \a trace, or of its beginning as far as \a goOn has said so.
std::shared_ptr<const views::RunModel> modelOf(
    std::shared_ptr<const trace::Trace> trace,
    const std::function<bool()> &goOn = [] { return true; });

/// Throws std::runtime_error when \a file can hardly be written, before a long run is wasted on it.
void checkWritable(const std::string &file);

} // namespace app
