// The values of a tree, a column at a time.
#include "core/formula/expression.h"

#include <algorithm>
#include <array>
#include <limits>

namespace gradewise {

namespace {

/// Points at a time: a column of them takes two kilobytes, and those of most formulas stay in the first
/// cache.
constexpr Index batch = 256;

constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

/// For each node the last one that uses it; the whole is used by what comes behind it, others than its parts
/// never.
std::vector<std::size_t> lastUses(const Expression& expression) {
    std::vector<std::size_t> last(expression.nodes.size(), never);
    last.back() = expression.nodes.size();
    for (std::size_t k = expression.nodes.size(); k-- > 0;)
        if (last[k] != never)
            for (const std::size_t argument : expression.nodes[k].arguments)
                last[argument] = last[argument] == never ? k : last[argument];
    return last;
}

/// The operations that the whole needs, in order, each with the columns that it reads and writes. The first
/// columns are the variables; numbers have one of their own, filled once; that of a result is free again when
/// it was used for the last time.
class Plan {
public:
    Plan(const Expression& expression, std::size_t variables) : columns_(variables) {
        const std::vector<std::size_t> last = lastUses(expression);
        std::vector<std::size_t> places(expression.nodes.size());
        for (std::size_t k = 0; k < expression.nodes.size(); ++k) {
            const Expression::Node& node = expression.nodes[k];
            if (last[k] == never)
                continue;
            if (node.is(operations::variable)) {
                places[k] = node.index;
                continue;
            }
            if (node.is(operations::number)) {
                places[k] = columns_++;
                numbers_.push_back({node.constant, places[k]});
                continue;
            }
            places[k] = take();
            Step step{node.operation->evaluation.column, {}, places[k]};
            for (std::size_t i = 0; i < node.arguments.size(); ++i) {
                const std::size_t argument = node.arguments[i];
                step.arguments.at(i) = places[argument];
                const bool done = last[argument] == k && !expression.nodes[argument].arguments.empty();
                if (done && std::ranges::count(node.arguments.begin(),
                                               node.arguments.begin() + static_cast<std::ptrdiff_t>(i),
                                               argument) == 0)
                    free_.push_back(places[argument]);
            }
            steps_.push_back(step);
        }
        result_ = places.back();
    }

    /// At the columns of x.
    Matrix run(const Matrix& x) const {
        const Index height = std::min(batch, x.cols());
        Matrix columns(height, static_cast<Index>(columns_));
        for (const Number& number : numbers_)
            columns.col(static_cast<Index>(number.place)).setConstant(number.value);
        Matrix values(1, x.cols());
        for (Index begin = 0; begin < x.cols(); begin += batch) {
            const Index count = std::min(batch, x.cols() - begin);
            columns.topLeftCorner(count, x.rows()) = x.middleCols(begin, count).transpose();
            for (const Step& step : steps_)
                run(step, columns, count);
            values.middleCols(begin, count) =
                columns.col(static_cast<Index>(result_)).head(count).transpose();
        }
        return values;
    }

private:
    struct Step {
        void (*column)(const double* const* arguments, std::size_t count, double* results);
        std::array<std::size_t, 3> arguments;
        std::size_t result;
    };
    struct Number {
        double value;
        std::size_t place;
    };

    static void run(const Step& step, Matrix& columns, Index count) {
        const auto column = [&columns](std::size_t place) {
            return columns.data() + static_cast<Index>(place) * columns.rows();
        };
        const std::array<const double*, 3> arguments = {column(step.arguments[0]), column(step.arguments[1]),
                                                        column(step.arguments[2])};
        step.column(arguments.data(), static_cast<std::size_t>(count), column(step.result));
    }

    std::size_t take() {
        if (free_.empty())
            return columns_++;
        const std::size_t place = free_.back();
        free_.pop_back();
        return place;
    }

    std::vector<Step> steps_;
    std::vector<Number> numbers_;
    std::vector<std::size_t> free_;
    std::size_t columns_;
    std::size_t result_ = 0;
};

} // namespace

Matrix valuesAt(const Expression& expression, const Matrix& x) {
    if (expression.nodes.empty())
        return Matrix::Zero(1, x.cols());
    return Plan(expression, static_cast<std::size_t>(x.rows())).run(x);
}

} // namespace gradewise
