#include "engine/core/error.h"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <typeinfo>

namespace engine {

std::string errorName(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const CancelledError &) {
        return "CancelledError";
    } catch (const Error &e) {
        return e.name();
    } catch (const std::exception &e) {
        int status = 0;
        const std::unique_ptr<char, decltype(&std::free)> name(
            abi::__cxa_demangle(typeid(e).name(), nullptr, nullptr, &status), &std::free);
        return status == 0 ? name.get() : typeid(e).name();
    } catch (...) {
        return "exception";
    }
}

std::string errorText(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Error &e) {
        return e.fullText();
    } catch (const std::exception &e) {
        return e.what();
    } catch (...) {
        return {};
    }
}

} // namespace engine
